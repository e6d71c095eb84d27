/**
 * A number with what it counts: "1 reply", "2,000 replies".
 * @param plural what several are called, where it is not `one` with an s
 */
export function counted(count: number, one: string, plural = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : plural}`;
}
