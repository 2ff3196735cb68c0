"""write"""
def write(push: object) -> bytes:
    raise NotImplementedError
