import { apply, Graph, identityOperator, type Node, type Operator, type Value } from "./graph.js";
import {
  type Dim,
  describeShape,
  GraphError,
  type Shape,
  sameShape,
  type TensorType,
} from "./tensor-type.js";

/** What a step of a Scan makes of the states and of its slice of every sequence. */
export interface StepResult {
  /** The states after the step, of the types they had before it. */
  readonly states: readonly Value[];
  /** What the step emits; stacked over time outside. */
  readonly emitted: readonly Value[];
}

/** A Scan node: an ONNX loop over the first axis of its sequences. */
export interface ScanNode extends Node {
  readonly operator: ScanOperator;
}

/** The operator of one Scan: its body, and which inputs are states. */
export interface ScanOperator extends Operator {
  readonly name: "Scan";
  readonly body: Graph;
  /** So many of the first inputs and outputs are states. */
  readonly stateCount: number;
  /** `T` */
  readonly steps: Dim;
  /** Whether time runs from the last element to the first, for sequences and emitted values alike. */
  readonly reversed: boolean;
}

/** Whether a node is a Scan. */
export function isScan(node: Node): node is ScanNode {
  return node.operator.name === "Scan";
}

/**
 * Runs `step` over the first axis of sequences.
 * @param initial states before the first step, at least one
 * @param sequences tensors `[T, ...]`; a step sees `[...]`
 * @param step builds the body; it may use any value of the graph around it
 * @returns the last states, and what was emitted, stacked to `[T, ...]`
 * @throws GraphError when a state changes its type, or the sequences differ in length
 */
export function scan(
  initial: readonly Value[],
  sequences: readonly Value[],
  step: (states: Value[], slices: Value[]) => StepResult,
): { states: Value[]; emitted: Value[] } {
  const { graph } = initial[0] as Value;
  const body = new Graph(graph.float, graph);
  const states = initial.map((state) => bodyInput(body, state.name, state, state.shape));
  const slices = sequences.map((x) => bodyInput(body, x.name, x, x.shape.slice(1)));
  const result = step(states, slices);
  result.states.forEach((after, i) => {
    checkState(initial[i] as Value, after);
  });
  for (const value of [...result.states, ...result.emitted]) bodyOutput(body, value);
  const operator = scanOperator(body, initial.length, stepsOf(sequences), false);
  const outputs = apply(operator, [...initial, ...sequences]);
  return { states: outputs.slice(0, initial.length), emitted: outputs.slice(initial.length) };
}

/** The operator of a Scan whose body is complete. */
export function scanOperator(
  body: Graph,
  stateCount: number,
  steps: Dim,
  reversed: boolean,
): ScanOperator {
  return {
    name: "Scan",
    body,
    stateCount,
    steps,
    reversed,
    infer: () =>
      body.outputs.map(({ dtype, shape }, i) => ({
        dtype,
        shape: i < stateCount ? shape : [steps, ...shape],
      })),
  };
}

/** Declares an input of a body: a state, or the slice `shape` of a sequence of type `type`. */
export function bodyInput(body: Graph, name: string, type: TensorType, shape: Shape): Value {
  return body.input(`${name}.step`, shape, type.dtype);
}

/** Declares an output of a body. ONNX wants every output made inside, and once: else it is a copy. */
export function bodyOutput(body: Graph, value: Value): Value {
  const isMadeInside = value.graph === body && !body.inputs.includes(value);
  const isNew = !body.outputs.includes(value);
  const output =
    isMadeInside && isNew ? value : (body.append(identityOperator, [value])[0] as Value);
  body.outputs.push(output);
  return output;
}

/** Makes an existing Scan emit one more value of its body. @returns the stacked value `[T, ...]` */
export function emitAlso(node: ScanNode, value: Value): Value {
  const output = bodyOutput(node.operator.body, value);
  const stacked = (node.outputs[0] as Value).graph.declare(value.name, {
    dtype: output.dtype,
    shape: [node.operator.steps, ...output.shape],
  });
  node.outputs.push(stacked);
  return stacked;
}

function checkState(before: Value, after: Value): void {
  if (before.dtype !== after.dtype || !sameShape(before.shape, after.shape)) {
    throw new GraphError(
      `Scan: a state starts as ${describeShape(before.shape)} and becomes ${describeShape(after.shape)}`,
    );
  }
}

function stepsOf(sequences: readonly Value[]): Dim {
  const [steps, ...others] = sequences.map((x) => x.shape[0]);
  if (steps === undefined || others.some((other) => other !== steps)) {
    throw new GraphError(
      `Scan: sequences differ in length: ${sequences.map((x) => describeShape(x.shape)).join(" and ")}`,
    );
  }
  return steps;
}
