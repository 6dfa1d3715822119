"""Putting an ONNX graph together, of standard operators alone."""

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper

OPSET = 17
OPSET_OF_TREES = 3
IR_VERSION = 8


class Graph:
    """Nodes and constants in order; every name is given once, so the same model has the same bytes."""

    def __init__(self, name, width):
        self.name = name
        self.width = width
        self.nodes = []
        self.constants = []

    def constant(self, name, values, dtype=np.float32):
        self.constants.append(numpy_helper.from_array(np.asarray(values, dtype=dtype), name))
        return name

    def node(self, operator, inputs, name, **attributes):
        self.nodes.append(helper.make_node(operator, inputs, [name], name=name, **attributes))
        return name

    def embed(self, model, prefix, inputs):
        """Takes over the nodes of another model; `inputs` says what stands for each of its inputs. Gives its outputs' names."""
        names = dict(inputs)

        def renamed(name):
            return names.setdefault(name, f"{prefix}_{name}") if name else name

        for tensor in model.graph.initializer:
            own = type(tensor)()
            own.CopyFrom(tensor)
            own.name = renamed(tensor.name)
            self.constants.append(own)
        for node in model.graph.node:
            own = type(node)()
            own.CopyFrom(node)
            own.name = f"{prefix}_{node.name}"
            own.input[:] = [renamed(name) for name in node.input]
            own.output[:] = [renamed(name) for name in node.output]
            self.nodes.append(own)
        return [renamed(output.name) for output in model.graph.output]

    def model(self, output, properties=None):
        """
        The finished model: `features` FP32 [N, k] in, `output` FP32 [N] out. The node of that name must be there;
        `properties` are texts about the model that it carries with it.
        """
        graph = helper.make_graph(
            self.nodes,
            self.name,
            [helper.make_tensor_value_info("features", TensorProto.FLOAT, ["N", self.width])],
            [helper.make_tensor_value_info(output, TensorProto.FLOAT, ["N"])],
            self.constants,
        )
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid("ai.onnx.ml", OPSET_OF_TREES)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION, producer_name="mesh-recipes")
        helper.set_model_props(model, properties or {})
        checker.check_model(model)
        return model
