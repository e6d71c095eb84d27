const COLUMNS = 80;

/** Breaks a text into lines that a terminal of 80 columns holds, each behind spaces. */
export function wrap(text: string, indent: number): string {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    const fits = last !== undefined && indent + last.length + 1 + word.length < COLUMNS;
    if (fits) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => " ".repeat(indent) + line).join("\n");
}
