"""Exact search: candidate networks, the linear relaxation over them, pricing, and integer programs."""
