import { Gradients, ruleOf } from "./gradient-sums.js";
import type { Node, Value } from "./graph.js";
import { zerosLike } from "./operators/layout.js";
import { isScan, type ScanNode } from "./scan.js";
import { ScanGradient } from "./scan-gradient.js";
import { describeType, GraphError } from "./tensor-type.js";

/**
 * Extends a graph by the derivatives of a scalar loss: reverse-mode differentiation. Nodes are
 * visited from the loss back to the inputs, and every operator's rule adds the nodes that compute
 * its part (one rule per operator, beside the operator).
 * @param loss a scalar of the outermost graph
 * @param by the values to differentiate by, for example all parameters
 * @returns one gradient per value, of its shape
 * @throws GraphError when an operator on the way has no rule
 */
export function gradients(loss: Value, by: readonly Value[]): Value[] {
  if (loss.shape.length !== 0) {
    throw new GraphError(`gradients: the loss must be a scalar, not ${describeType(loss)}`);
  }
  const { graph } = loss;
  const nodes = [...graph.nodes];
  const dependent = new Set(by);
  markDependent(nodes, dependent);
  const found = new Gradients();
  found.add(loss, graph.scalar(1));
  for (const node of nodes.reverse()) {
    if (!node.outputs.some((output) => found.of(output))) continue;
    if (isScan(node)) differentiateScan(node, found, dependent);
    else differentiateNode(node, found, dependent);
  }
  return by.map((value) => found.of(value) ?? zerosLike(value));
}

function differentiateNode(node: Node, found: Gradients, dependent: ReadonlySet<Value>): void {
  const site = {
    attributes: node.attributes,
    inputTypes: node.inputs,
    input: (i: number) => node.inputs[i] as Value,
    output: (i: number) => node.outputs[i] as Value,
    outputGradient: (i: number) => found.of(node.outputs[i] as Value),
  };
  node.inputs.forEach((input, i) => {
    if (dependent.has(input)) found.add(input, ruleOf(node)(site, i));
  });
}

function differentiateScan(node: ScanNode, found: Gradients, dependent: ReadonlySet<Value>): void {
  const scan = new ScanGradient(node, dependent);
  for (const [value, part] of scan.parts((i) => found.of(node.outputs[i] as Value))) {
    found.add(value, part);
  }
}

/** Adds to `dependent` every real value that depends on one that is in it, in Scan bodies too. */
function markDependent(nodes: readonly Node[], dependent: Set<Value>): void {
  for (const node of nodes) {
    if (isScan(node)) markScan(node, dependent);
    else if (node.inputs.some((input) => dependent.has(input))) {
      for (const output of node.outputs) if (isReal(output)) dependent.add(output);
    }
  }
}

/** Whole numbers (shapes, places) have no derivative. */
function isReal(value: Value): boolean {
  return value.dtype === value.graph.float;
}

/** States feed the next step's states, hence the repetition until nothing new is found. */
function markScan(node: ScanNode, dependent: Set<Value>): void {
  const { body, stateCount } = node.operator;
  for (let before = -1; before !== dependent.size; ) {
    before = dependent.size;
    body.inputs.forEach((input, i) => {
      const fed = i < stateCount && dependent.has(body.outputs[i] as Value);
      if (fed || dependent.has(node.inputs[i] as Value)) dependent.add(input);
    });
    markDependent(body.nodes, dependent);
  }
  node.outputs.forEach((output, i) => {
    if (dependent.has(body.outputs[i] as Value)) dependent.add(output);
  });
}
