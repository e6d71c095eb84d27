import { Gradients, ruleOf } from "./gradient-sums.js";
import { Graph, type Node, type Site, type Value } from "./graph.js";
import { zerosLike } from "./operators/layout.js";
import { bodyInput, bodyOutput, emitAlso, type ScanNode, scanOperator } from "./scan.js";
import { GraphError, type TensorType } from "./tensor-type.js";

/** A use, inside the body, of a value from outside: its gradient is worked out after the loop. */
interface OutsideUse {
  readonly node: Node;
  readonly input: number;
}

/**
 * Differentiates one Scan: a second Scan runs from the last step to the first and carries the
 * gradients of the states. What it needs of the forward steps, the forward Scan is made to emit.
 * Values from outside (recurrent weights) get their gradients after the loop, from the stacked
 * steps: one large product instead of a sum of small ones, step by step.
 */
export class ScanGradient {
  private readonly outer: Graph;
  private readonly backward: Graph;
  private readonly found = new Gradients();
  private readonly outsideUses: OutsideUse[] = [];
  /** Inputs of the backward Scan behind its states: tensors `[T, ...]`. */
  private readonly sequences: Value[] = [];
  /** Forward values, stacked over time outside, and as slices of the backward step. */
  private readonly stackedValues = new Map<Value, Value>();
  private readonly slices = new Map<Value, Value>();
  /** Values the backward Scan emits, with what they are stacked to once the Scan exists. */
  private readonly emitted = new Map<Value, number>();

  /** @param dependent the values, inside the body too, that gradients are wanted for */
  constructor(
    private readonly forward: ScanNode,
    private readonly dependent: ReadonlySet<Value>,
  ) {
    this.outer = (forward.outputs[0] as Value).graph;
    this.backward = new Graph(this.outer.float, this.outer);
  }

  /** The parts that this Scan adds to the gradients of the values it uses. */
  parts(outputGradient: (output: number) => Value | undefined): [Value, Value][] {
    const { body, stateCount, steps, reversed } = this.forward.operator;
    const nodes = [...body.nodes].reverse();
    const states = body.inputs.slice(0, stateCount).filter((state) => this.dependent.has(state));
    const carried = this.carryStates(states, outputGradient);
    for (const node of nodes) this.differentiate(node);
    states.forEach((state, i) => {
      bodyOutput(
        this.backward,
        this.found.of(state) ?? zerosLike(this.backward.inputs[i] as Value),
      );
    });
    this.emitGradients();
    const operator = scanOperator(this.backward, states.length, steps, !reversed);
    const outputs = this.outer.append(operator, [...carried, ...this.sequences]);
    return [
      ...states.map((state, i) => [this.outside(state), outputs[i] as Value] as [Value, Value]),
      ...this.sequenceParts(outputs),
      ...this.outsideParts(outputs),
    ];
  }

  /** The states of the backward Scan are the gradients of the forward states. */
  private carryStates(
    states: readonly Value[],
    outputGradient: (output: number) => Value | undefined,
  ): Value[] {
    const { body, stateCount } = this.forward.operator;
    const carried = states.map((state) => {
      const i = body.inputs.indexOf(state);
      const output = this.forward.outputs[i] as Value;
      this.found.add(
        body.outputs[i] as Value,
        bodyInput(this.backward, "carry", state, state.shape),
      );
      return outputGradient(i) ?? zerosLike(output);
    });
    for (const [i, output] of [...body.outputs].entries()) {
      const gradient = i < stateCount ? undefined : outputGradient(i);
      if (gradient) this.found.add(output, this.sliceOf(gradient));
    }
    return carried;
  }

  private differentiate(node: Node): void {
    if (!node.outputs.some((output) => this.found.of(output))) return;
    const inside = (value: Value): Value => (this.isInside(value) ? this.kept(value) : value);
    const site: Site = {
      attributes: node.attributes,
      inputTypes: node.inputs,
      input: (i) => inside(node.inputs[i] as Value),
      output: (i) => inside(node.outputs[i] as Value),
      outputGradient: (i) => this.found.of(node.outputs[i] as Value),
    };
    node.inputs.forEach((input, i) => {
      if (!this.dependent.has(input)) return;
      if (this.isInside(input)) this.found.add(input, ruleOf(node)(site, i));
      else this.outsideUses.push({ node, input: i });
    });
  }

  /** Makes the backward Scan emit the gradients of slices, and those that outside uses need. */
  private emitGradients(): void {
    const { body, stateCount } = this.forward.operator;
    const wanted = [
      ...body.inputs.slice(stateCount).filter((slice) => this.dependent.has(slice)),
      ...this.outsideUses.flatMap(({ node }) => node.outputs),
    ];
    for (const value of new Set(wanted)) {
      const gradient = this.found.of(value);
      if (!gradient) continue;
      this.emitted.set(value, this.backward.outputs.length);
      bodyOutput(this.backward, gradient);
    }
  }

  private sequenceParts(outputs: readonly Value[]): [Value, Value][] {
    const { body, stateCount } = this.forward.operator;
    return body.inputs.slice(stateCount).flatMap((slice) => {
      const at = this.emitted.get(slice);
      return at === undefined
        ? []
        : [[this.outside(slice), outputs[at] as Value] as [Value, Value]];
    });
  }

  /** Applies the operator's own rule to whole sequences: the time axis comes first and broadcasts. */
  private outsideParts(outputs: readonly Value[]): [Value, Value][] {
    return this.outsideUses.map(({ node, input }) => {
      this.checkLiftable(node);
      const lift = (value: Value): Value => (this.isInside(value) ? this.stacked(value) : value);
      const site: Site = {
        attributes: node.attributes,
        inputTypes: node.inputs.map((value) => this.liftedType(value)),
        input: (i) => lift(node.inputs[i] as Value),
        output: (i) => lift(node.outputs[i] as Value),
        outputGradient: (i) => outputs[this.emitted.get(node.outputs[i] as Value) as number],
      };
      return [node.inputs[input] as Value, ruleOf(node)(site, input)];
    });
  }

  private liftedType(value: Value): TensorType {
    const { dtype, shape } = value;
    return this.isInside(value)
      ? { dtype, shape: [this.forward.operator.steps, ...shape] }
      : { dtype, shape };
  }

  /** A leading time axis keeps its place only if the value from outside has no more axes than the rest. */
  private checkLiftable(node: Node): void {
    const rank = (node.outputs[0] as Value).shape.length;
    const fits = node.inputs.every((input) => !this.isInside(input) || input.shape.length === rank);
    if (node.operator.broadcasts && fits) return;
    throw new GraphError(
      `Scan: ${node.operator.name} uses a value from outside the loop in a way that cannot be differentiated; make it a state or a sequence`,
    );
  }

  private isInside(value: Value): boolean {
    return value.graph === this.forward.operator.body;
  }

  /** The input of the Scan that an input of its body stands for. */
  private outside(bodyInput: Value): Value {
    return this.forward.inputs[this.forward.operator.body.inputs.indexOf(bodyInput)] as Value;
  }

  /** A forward value in every step, stacked to `[T, ...]`. */
  private stacked(value: Value): Value {
    const { body, stateCount } = this.forward.operator;
    const isSlice = body.inputs.indexOf(value) >= stateCount;
    const known = this.stackedValues.get(value);
    const stacked = known ?? (isSlice ? this.outside(value) : emitAlso(this.forward, value));
    this.stackedValues.set(value, stacked);
    return stacked;
  }

  /** A forward value as the backward step sees it. */
  private kept(value: Value): Value {
    const slice = this.slices.get(value) ?? this.sliceOf(this.stacked(value));
    this.slices.set(value, slice);
    return slice;
  }

  /** Feeds a sequence `[T, ...]` to the backward Scan. @returns its slice in a step */
  private sliceOf(sequence: Value): Value {
    this.sequences.push(sequence);
    return bodyInput(this.backward, sequence.name, sequence, sequence.shape.slice(1));
  }
}
