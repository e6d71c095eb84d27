import { apply, type Operator, type Site, type Value } from "../graph.js";
import { broadcast, describeType, GraphError, type TensorType } from "../tensor-type.js";
import { outputGradient } from "./layout.js";
import { sumTo } from "./reduction.js";

/** An operator on two tensors that broadcast; `rules` give the derivative by each before summing. */
function binary(name: string, rules: [(site: Site) => Value, (site: Site) => Value]): Operator {
  return {
    name,
    broadcasts: true,
    infer: ([a, b]) => [inferBinary(name, a as TensorType, b as TensorType)],
    gradient: (site, input) =>
      sumTo(
        (rules[input] as (site: Site) => Value)(site),
        (site.inputTypes[input] as TensorType).shape,
      ),
  };
}

function inferBinary(name: string, a: TensorType, b: TensorType): TensorType {
  if (a.dtype !== b.dtype) {
    throw new GraphError(
      `${name}: element types differ: ${describeType(a)} and ${describeType(b)}`,
    );
  }
  return { dtype: a.dtype, shape: broadcast(name, a.shape, b.shape) };
}

/** An operator on one tensor, element by element. */
function unary(name: string, rule: (site: Site, dy: Value) => Value): Operator {
  return {
    name,
    infer: ([x]) => [x as TensorType],
    gradient: (site) => rule(site, dy(site)),
  };
}

const dy = outputGradient;

const addOperator = binary("Add", [dy, dy]);
const subOperator = binary("Sub", [dy, (site) => neg(dy(site))]);
const mulOperator = binary("Mul", [
  (site) => mul(dy(site), site.input(1)),
  (site) => mul(dy(site), site.input(0)),
]);
const divOperator = binary("Div", [
  (site) => div(dy(site), site.input(1)),
  (site) => neg(mul(dy(site), div(div(site.input(0), site.input(1)), site.input(1)))),
]);
const negOperator = unary("Neg", (_, dy) => neg(dy));
const expOperator = unary("Exp", (site, dy) => mul(dy, site.output(0)));
const logOperator = unary("Log", (site, dy) => div(dy, site.input(0)));
const tanhOperator = unary("Tanh", (site, dy) => {
  const y = site.output(0);
  return mul(dy, sub(y.graph.scalar(1), mul(y, y)));
});
const sigmoidOperator = unary("Sigmoid", (site, dy) => {
  const y = site.output(0);
  return mul(dy, mul(y, sub(y.graph.scalar(1), y)));
});

/** `a + b`, broadcasting. */
export const add = (a: Value, b: Value): Value => apply(addOperator, [a, b])[0] as Value;
/** `a - b`, broadcasting. */
export const sub = (a: Value, b: Value): Value => apply(subOperator, [a, b])[0] as Value;
/** `a · b` element by element, broadcasting. */
export const mul = (a: Value, b: Value): Value => apply(mulOperator, [a, b])[0] as Value;
/** `a / b`, broadcasting. */
export const div = (a: Value, b: Value): Value => apply(divOperator, [a, b])[0] as Value;
/** `-x` */
export const neg = (x: Value): Value => apply(negOperator, [x])[0] as Value;
/** `e^x` */
export const exp = (x: Value): Value => apply(expOperator, [x])[0] as Value;
/** Natural logarithm. */
export const log = (x: Value): Value => apply(logOperator, [x])[0] as Value;
/** Hyperbolic tangent. */
export const tanh = (x: Value): Value => apply(tanhOperator, [x])[0] as Value;
/** Logistic function `1 / (1 + e^-x)`. */
export const sigmoid = (x: Value): Value => apply(sigmoidOperator, [x])[0] as Value;

/** Compares two tensors element by element, broadcasting: truth values, which have no gradient. */
export function compare(name: "Equal" | "GreaterOrEqual", a: Value, b: Value): Value {
  const operator: Operator = {
    name,
    infer: ([x, y]) => [{ ...inferBinary(name, x as TensorType, y as TensorType), dtype: "bool" }],
  };
  return apply(operator, [a, b])[0] as Value;
}

/** Truth values or whole numbers as real numbers; true is 1. Has no gradient. */
export function asReal(x: Value): Value {
  const { float } = x.graph;
  const operator: Operator = {
    name: "Cast",
    infer: ([type]) => [{ dtype: float, shape: (type as TensorType).shape }],
  };
  return apply(operator, [x], { to: float === "float32" ? 1 : 11 })[0] as Value;
}
