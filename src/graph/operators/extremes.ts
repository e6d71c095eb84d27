import { apply, type Operator, type Value } from "../graph.js";
import { normaliseAxis, type TensorType } from "../tensor-type.js";
import { asReal, compare, div, mul } from "./elementwise.js";
import { outputGradient, unsqueeze } from "./layout.js";
import { reduceSum } from "./reduction.js";

/** The largest elements along an axis, which disappears. Equal ones share the gradient evenly. */
export function reduceMax(x: Value, axis: number): Value {
  const at = normaliseAxis("ReduceMax", axis, x.shape.length);
  return apply(reduceMaxOperator(at), [x, x.graph.integers([at])], { keepdims: 0 })[0] as Value;
}

function reduceMaxOperator(axis: number): Operator {
  return {
    name: "ReduceMax",
    infer: ([x]) => {
      const { dtype, shape } = x as TensorType;
      return [{ dtype, shape: shape.filter((_, i) => i !== axis) }];
    },
    gradient: (site) => {
      const kept = (y: Value): Value => unsqueeze(y, [axis]);
      const winners = asReal(compare("Equal", site.input(0), kept(site.output(0))));
      const each = div(outputGradient(site), reduceSum(winners, [axis]));
      return mul(winners, kept(each));
    },
  };
}
