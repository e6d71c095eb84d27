import type { Node, Operator, Value } from "./graph.js";
import { add } from "./operators/elementwise.js";
import { GraphError } from "./tensor-type.js";

/** Gradients found so far, by value; undefined stands for zero. */
export class Gradients {
  private readonly found = new Map<Value, Value>();

  /** The gradient of a value so far. */
  of(value: Value): Value | undefined {
    return this.found.get(value);
  }

  /** Adds a part: a value that is used in several places gets the sum of their parts. */
  add(value: Value, part: Value): void {
    const before = this.found.get(value);
    this.found.set(value, before ? add(before, part) : part);
  }
}

/** The rule of a node's operator. @throws GraphError where it has none */
export function ruleOf(node: Node): NonNullable<Operator["gradient"]> {
  const { operator } = node;
  if (operator.gradient) return operator.gradient.bind(operator);
  throw new GraphError(`gradients: ${operator.name} has no gradient rule`);
}
