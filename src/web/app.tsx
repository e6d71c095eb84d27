import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Logo } from "./icons.js";
import { ModelView } from "./model-view.js";
import { ServiceTagging } from "./service-tagging.js";
import { forTab, readStored, store } from "./stored.js";
import { TEXTS } from "./texts.js";
import { ThemeButton } from "./theme-button.js";
import { useBrowserModel } from "./use-browser-model.js";
import { useModel } from "./use-model.js";
import { useView, type View } from "./use-view.js";
import { WriteView } from "./write-view.js";

const asKey = (value: unknown) => (typeof value === "string" ? value : undefined);

/** The page. */
export function App() {
  const [key, setKey] = useState(() => readStored(forTab, "key", asKey));
  const service = useMemo(() => new ServiceTagging(document.baseURI, key), [key]);
  const model = useModel(service);
  const browser = useBrowserModel(model.model, key);
  const view = useView();
  const changeKey = (next: string | undefined) => {
    store(forTab, "key", next);
    setKey(next);
  };
  const access = { key, changeKey };
  return (
    <>
      <Header view={view} />
      <Main view={view}>
        {/* Stays while the other is looked at, with all that was typed. */}
        <div hidden={view !== "write"}>
          <WriteView service={service} model={model.model} browser={browser} access={access} />
        </div>
        {view === "model" && <ModelView state={model} access={access} />}
      </Main>
      <footer class="bottom">
        {TEXTS.programs} <a href="reference">{TEXTS.reference}</a>
      </footer>
    </>
  );
}

function Header({ view }: { view: View }) {
  const link = (to: View) => (
    <a href={`#${to}`} aria-current={view === to ? "page" : undefined}>
      {TEXTS.views[to]}
    </a>
  );
  return (
    <header class="top">
      <a class="brand" href="#write">
        <Logo />
        {TEXTS.name}
      </a>
      <nav aria-label={TEXTS.views.label}>
        {link("write")}
        {link("model")}
      </nav>
      <ThemeButton />
    </header>
  );
}

/** The part that is looked at; it gets the focus when the reader goes to another. */
function Main({ view, children }: { view: View; children: preact.ComponentChildren }) {
  const main = useRef<HTMLElement>(null);
  const shown = useRef(view);
  useEffect(() => {
    document.title = view === "model" ? `${TEXTS.model.title} · ${TEXTS.name}` : TEXTS.name;
    if (shown.current !== view) main.current?.focus();
    shown.current = view;
  }, [view]);
  return (
    <main ref={main} tabIndex={-1}>
      {children}
    </main>
  );
}
