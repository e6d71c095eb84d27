/** Pictures of the buttons, by the path of a 20 by 20 drawing. */
const PATHS = {
  add: "M10 4v12M4 10h12",
  remove: "M5 5l10 10M15 5L5 15",
  copy: "M7.5 7.5h8v8h-8zM12.5 7.5v-3h-8v8h3",
  done: "M4.5 10.5l4 4 7.5-9",
  open: "M5.5 8l4.5 4.5L14.5 8",
  moon: "M16 11.8A6.5 6.5 0 1 1 8.2 4a5.2 5.2 0 0 0 7.8 7.8z",
  sun: "M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M4.3 15.7l1.1-1.1M14.6 5.4l1.1-1.1",
  alert: "M10 3l7.5 13.5h-15zM10 8.5v3.5M10 14.2v.1",
  lock: "M5 9.5h10v7H5zM7 9.5V7a3 3 0 0 1 6 0v2.5",
} as const;

/** A picture that says nothing that a text beside it does not. */
export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 20 20" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The sign of the page: a hash whose lower bars are replies. */
export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" />
      <path d="M13 7l-2.5 18M21.5 7L19 25M7.5 12.5h17.5M7 19.5h17.5" />
    </svg>
  );
}
