import { apply, type Operator, type Value } from "../graph.js";
import {
  broadcast,
  normaliseAxis,
  type Shape,
  sameShape,
  type TensorType,
} from "../tensor-type.js";
import { outputGradient, reshape, shapeOf, unsqueeze } from "./layout.js";

/** Sums over axes, which disappear. */
export function reduceSum(x: Value, axes: readonly number[]): Value {
  const normal = axes
    .map((axis) => normaliseAxis("ReduceSum", axis, x.shape.length))
    .sort((a, b) => a - b);
  const inputs = [x, x.graph.integers(normal)];
  return apply(reduceSumOperator(normal), inputs, { keepdims: 0 })[0] as Value;
}

function reduceSumOperator(axes: readonly number[]): Operator {
  return {
    name: "ReduceSum",
    infer: ([x]) => {
      const { dtype, shape } = x as TensorType;
      return [{ dtype, shape: shape.filter((_, axis) => !axes.includes(axis)) }];
    },
    gradient: (site) => expandLike(unsqueeze(outputGradient(site), axes), site.input(0)),
  };
}

/** Sums a gradient down to the shape of an operand that was broadcast: broadcasting undone. */
export function sumTo(gradient: Value, shape: Shape): Value {
  const extra = gradient.shape.length - shape.length;
  const stretched = gradient.shape.flatMap((dim, axis) =>
    axis < extra || (shape[axis - extra] === 1 && dim !== 1) ? [axis] : [],
  );
  if (stretched.length === 0) return gradient;
  return reshape(reduceSum(gradient, stretched), shape);
}

/** Stretches `x` to the shape of `like` by repeating axes of size 1. */
export function expandLike(x: Value, like: Value): Value {
  if (sameShape(x.shape, like.shape)) return x;
  const operator: Operator = {
    name: "Expand",
    infer: ([type]) => {
      broadcast("Expand", (type as TensorType).shape, like.shape);
      return [{ dtype: x.dtype, shape: like.shape }];
    },
    gradient: (site) => sumTo(outputGradient(site), x.shape),
  };
  return apply(operator, [x, shapeOf(like)])[0] as Value;
}
