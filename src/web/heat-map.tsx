import { useMemo, useState } from "preact/hooks";
import type { AttentionMap } from "../tagger/suggestion.js";
import { CELL, cellAt, labelRoom, strongest } from "./heat-map-layout.js";
import { languageOf } from "./language.js";
import { TEXTS } from "./texts.js";

/** How the words of the post attend to those of the replies, as a picture and as a table. */
export function HeatMap({ map }: { map: AttentionMap }) {
  const { postWords, conversationWords, weights } = map;
  const [cell, setCell] = useState<{ row: number; column: number }>();
  const [left, top] = [labelRoom(postWords), labelRoom(conversationWords)];
  const [width, height] = [conversationWords.length * CELL, postWords.length * CELL];
  const cells = useMemo(() => <Cells weights={weights} />, [weights]);
  const point = (event: PointerEvent) => {
    const box = (event.currentTarget as SVGRectElement).getBoundingClientRect();
    setCell(cellAt(event.clientX - box.left, event.clientY - box.top, weights));
  };
  return (
    <div class="heat-map">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="scroll" aria-label={TEXTS.evidence.attention} tabIndex={0}>
        <svg
          role="img"
          aria-label={TEXTS.evidence.attentionLabel}
          lang={languageOf(postWords.join(""))}
          // The last label leans over to the right.
          width={left + width + top}
          height={top + height + 1}
        >
          <g transform={`translate(${left} ${top})`}>
            {cells}
            {conversationWords.map((word, i) => (
              <text
                key={i}
                class={i === cell?.column ? "named" : undefined}
                transform={`translate(${i * CELL + 14} -7) rotate(-60)`}
              >
                {word}
              </text>
            ))}
            {postWords.map((word, i) => (
              <text
                key={i}
                class={i === cell?.row ? "named" : undefined}
                text-anchor="end"
                x={-8}
                y={i * CELL + 16}
              >
                {word}
              </text>
            ))}
            {cell && (
              <rect
                class="pointed"
                x={cell.column * CELL}
                y={cell.row * CELL}
                width={CELL - 1}
                height={CELL - 1}
              />
            )}
            <rect
              class="target"
              width={width}
              height={height}
              onPointerMove={point}
              onPointerDown={point}
              onPointerLeave={() => setCell(undefined)}
            />
          </g>
        </svg>
      </section>
      <p class="note">{cell ? cellText(map, cell) : TEXTS.evidence.attentionHint}</p>
      <StrongestTable map={map} />
    </div>
  );
}

function Cells({ weights }: Pick<AttentionMap, "weights">) {
  const largest = Math.max(...weights.flat()) || 1;
  return (
    <>
      <rect class="frame" width={(weights[0]?.length ?? 0) * CELL} height={weights.length * CELL} />
      {weights.map((row, y) =>
        row.map((weight, x) => (
          <rect
            class="cell"
            fill-opacity={(weight / largest).toFixed(3)}
            x={x * CELL}
            y={y * CELL}
            width={CELL - 1}
            height={CELL - 1}
          />
        )),
      )}
    </>
  );
}

function cellText(map: AttentionMap, { row, column }: { row: number; column: number }): string {
  const share = TEXTS.finePercent(map.weights[row]![column]!);
  return TEXTS.evidence.attentionCell(map.postWords[row]!, map.conversationWords[column]!, share);
}

/** The same for who does not see the picture, as far as it can be listened to. */
function StrongestTable({ map }: { map: AttentionMap }) {
  const { postWords, conversationWords, weights } = map;
  return (
    <details>
      <summary>{TEXTS.evidence.attentionTable}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{TEXTS.evidence.postWord}</th>
            <th scope="col">{TEXTS.evidence.replyWord}</th>
            <th scope="col">{TEXTS.evidence.weight}</th>
          </tr>
        </thead>
        <tbody>
          {strongest(weights).map((column, row) => (
            <tr key={row}>
              <th scope="row" lang={languageOf(postWords[row]!)}>
                {postWords[row]}
              </th>
              <td lang={languageOf(conversationWords[column]!)}>{conversationWords[column]}</td>
              <td>{TEXTS.finePercent(weights[row]![column]!)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
