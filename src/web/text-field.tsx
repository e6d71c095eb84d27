import type { Ref } from "preact";

/** What a field for a text needs. */
export interface TextFieldProps {
  readonly id: string;
  readonly text: string;
  readonly placeholder?: string;
  readonly label?: string;
  /** Lines that it is high while there is little text. */
  readonly rows: number;
  readonly field?: Ref<HTMLTextAreaElement>;
  readonly onText: (text: string) => void;
  /** Told when a character begins and ends to be put together, as Chinese ones are. */
  readonly onComposing: (isComposing: boolean) => void;
  readonly onAddReply: () => void;
  /** Told of a step back where there is no text. */
  readonly onLeave?: () => void;
}

/** A field for a text, which grows with it. Ctrl (or Command) and Enter adds a reply. */
export function TextField(props: TextFieldProps) {
  const { text, field, onText, onComposing, onAddReply, onLeave } = props;
  const onKeyDown = (event: KeyboardEvent) => {
    const isAdding = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    const isLeaving = onLeave && event.key === "Backspace" && text === "" && !event.repeat;
    if (!isAdding && !isLeaving) return;
    event.preventDefault();
    if (isAdding) onAddReply();
    else onLeave?.();
  };
  return (
    <textarea
      id={props.id}
      ref={field}
      rows={props.rows}
      dir="auto"
      placeholder={props.placeholder}
      aria-label={props.label}
      value={text}
      onInput={(event) => onText(event.currentTarget.value)}
      onCompositionStart={() => onComposing(true)}
      onCompositionEnd={() => onComposing(false)}
      onKeyDown={onKeyDown}
    />
  );
}
