"""Which lists can be read in: each model's one Resource."""

_resources = {}


def importable(resource_class):
    """Let the office read lists of this model in; a decorator for its Resource."""
    _resources[resource_class._meta.model] = resource_class
    return resource_class


def resource_for(model):
    """Return the Resource of ``model``, or ``None`` where no list of it can be read in."""
    return _resources.get(model)


def importable_models():
    return list(_resources)
