import { apply, type Operator, type Value } from "../graph.js";
import { normaliseAxis, type TensorType } from "../tensor-type.js";
import { exp, mul, sub } from "./elementwise.js";
import { outputGradient, unsqueeze } from "./layout.js";
import { reduceSum } from "./reduction.js";

/** Softmax over an axis. */
export function softmax(x: Value, axis = -1): Value {
  const at = normaliseAxis("Softmax", axis, x.shape.length);
  return apply(softmaxOperator, [x], { axis: at })[0] as Value;
}

const softmaxOperator: Operator = {
  name: "Softmax",
  infer: ([x]) => [x as TensorType],
  gradient: (site) => {
    const axis = site.attributes.axis as number;
    const [y, dy] = [site.output(0), outputGradient(site)];
    return mul(y, sub(dy, keptSum(mul(dy, y), axis)));
  },
};

/** Logarithm of the softmax over an axis. */
export function logSoftmax(x: Value, axis = -1): Value {
  const at = normaliseAxis("LogSoftmax", axis, x.shape.length);
  return apply(logSoftmaxOperator, [x], { axis: at })[0] as Value;
}

const logSoftmaxOperator: Operator = {
  name: "LogSoftmax",
  infer: ([x]) => [x as TensorType],
  gradient: (site) => {
    const axis = site.attributes.axis as number;
    const dy = outputGradient(site);
    return sub(dy, mul(exp(site.output(0)), keptSum(dy, axis)));
  },
};

function keptSum(x: Value, axis: number): Value {
  return unsqueeze(reduceSum(x, [axis]), [axis]);
}
