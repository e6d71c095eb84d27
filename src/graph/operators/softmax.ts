import { apply, type Operator, type Value } from "../graph.js";
import { normaliseAxis, type TensorType } from "../tensor-type.js";
import { exp, mul, sub } from "./elementwise.js";
import { outputGradient, unsqueeze } from "./layout.js";
import { reduceSum } from "./reduction.js";

/** Softmax over an axis, counted from the end where negative. */
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

/** Logarithm of the softmax over an axis, counted from the end where negative. */
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

/** `log Σ e^x` over the last axis, which disappears. */
export function logSumExp(x: Value): Value {
  const axis = x.shape.length - 1;
  return apply(logSumExpOperator, [x, x.graph.integers([axis])], { keepdims: 0 })[0] as Value;
}

const logSumExpOperator: Operator = {
  name: "ReduceLogSumExp",
  infer: ([x]) => {
    const { dtype, shape } = x as TensorType;
    return [{ dtype, shape: shape.slice(0, -1) }];
  },
  gradient: (site) => {
    const [x, y, dy] = [site.input(0), site.output(0), outputGradient(site)];
    const axes = [x.shape.length - 1];
    return mul(unsqueeze(dy, axes), exp(sub(x, unsqueeze(y, axes))));
  },
};

function keptSum(x: Value, axis: number): Value {
  return unsqueeze(reduceSum(x, [axis]), [axis]);
}
