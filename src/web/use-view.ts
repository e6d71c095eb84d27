import { useEffect, useState } from "preact/hooks";

/** The parts of the page. */
export type View = "write" | "model";

/** Which part the address names after its `#`. */
export function useView(): View {
  const [view, setView] = useState(viewOfAddress);
  useEffect(() => {
    const follow = () => setView(viewOfAddress());
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return view;
}

function viewOfAddress(): View {
  return location.hash === "#model" ? "model" : "write";
}
