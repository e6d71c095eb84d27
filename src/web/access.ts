/** The API key that the page uses. */
export interface Access {
  /** Undefined where none was entered. */
  readonly key: string | undefined;
  /** Keeps another one until the tab is closed, or forgets it. */
  readonly changeKey: (key: string | undefined) => void;
}
