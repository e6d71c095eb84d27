import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { type CurveLayout, type Epoch, layOutCurve, nearestEpoch } from "./curve-layout.js";
import { TEXTS } from "./texts.js";

const HEIGHT = 280;
const MARGIN = { left: 48, right: 16, top: 16, bottom: 32 };
/** Until the page knows how wide the picture is. */
const USUAL_WIDTH = 640;

/** How the training went. A slider below the picture, or pointing at it, tells the figures of an epoch. */
export function CurveView({ history }: { history: readonly Epoch[] }) {
  const [figure, width] = useWidth();
  const frame = {
    left: MARGIN.left,
    right: width - MARGIN.right,
    top: MARGIN.top,
    bottom: HEIGHT - MARGIN.bottom,
  };
  const layout = layOutCurve(history, frame);
  const [chosen, setChosen] = useState<number>();
  const at = Math.min(chosen ?? layout.best, history.length - 1);
  const best = history[layout.best]!;
  return (
    <figure class="curve" ref={figure}>
      <ul class="legend">
        <li class="training">{TEXTS.model.training}</li>
        <li class="validation">{TEXTS.model.validation}</li>
        <li>{TEXTS.model.curveBest(best.epoch, best.validationLoss)}</li>
      </ul>
      <Plot layout={layout} width={width} at={at} onPoint={setChosen} />
      {history.length > 1 && (
        <input
          type="range"
          class="epochs"
          aria-label={TEXTS.model.epoch}
          aria-valuetext={figures(history[at]!)}
          min={0}
          max={history.length - 1}
          value={at}
          onInput={(event) => setChosen(event.currentTarget.valueAsNumber)}
        />
      )}
      <figcaption>{figures(history[at]!)}</figcaption>
    </figure>
  );
}

function figures({ epoch, trainingLoss, validationLoss, learningRate }: Epoch): string {
  return TEXTS.model.epochFigures(epoch, trainingLoss, validationLoss, learningRate);
}

interface PlotProps {
  readonly layout: CurveLayout;
  readonly width: number;
  /** Place of the epoch that is shown. */
  readonly at: number;
  readonly onPoint: (place: number) => void;
}

function Plot({ layout, width, at, onPoint }: PlotProps) {
  const point = (event: PointerEvent) => {
    const box = (event.currentTarget as SVGElement).getBoundingClientRect();
    onPoint(nearestEpoch(layout, event.clientX - box.left));
  };
  const { x, training, validation } = layout.points[at]!;
  const [top, bottom] = [MARGIN.top, HEIGHT - MARGIN.bottom];
  return (
    <svg
      class="plot"
      role="img"
      aria-label={TEXTS.model.curveLabel}
      width={width}
      height={HEIGHT}
      onPointerMove={point}
      onPointerDown={point}
    >
      {layout.losses.map((tick) => (
        <g key={tick.label}>
          <line class="grid" x1={MARGIN.left} x2={width - MARGIN.right} y1={tick.at} y2={tick.at} />
          <text x={MARGIN.left - 8} y={tick.at + 4} text-anchor="end">
            {tick.label}
          </text>
        </g>
      ))}
      {layout.epochs.map((tick) => (
        <text key={tick.label} x={tick.at} y={bottom + 22} text-anchor="middle">
          {tick.label}
        </text>
      ))}
      <line class="cursor" x1={x} x2={x} y1={top} y2={bottom} />
      <path class="line training" d={layout.training} />
      <path class="line validation" d={layout.validation} />
      <circle class="dot training" cx={x} cy={training} r={4.5} />
      <circle class="dot validation" cx={x} cy={validation} r={4.5} />
    </svg>
  );
}

/** How wide an element is, in pixels, as it changes. */
function useWidth() {
  const element = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(USUAL_WIDTH);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(entry!.contentRect.width));
    observer.observe(element.current!);
    return () => observer.disconnect();
  }, []);
  return [element, width] as const;
}
