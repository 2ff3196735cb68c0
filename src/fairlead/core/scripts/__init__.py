import hashlib, numpy as np
from functools import lru_cache
from rapidfuzz.distance import Levenshtein
_T=str.maketrans({"q":"k","c":"k","g":"k","z":"s","d":"t","b":"p","v":"f","w":"f","j":"i"})
@lru_cache(100000)
def sk(f):
    f=f.replace("ou","u").replace("kh","h").replace("sh","s").replace("ph","f").translate(_T)
    o=f[:1]
    for c in f[1:]:
        if c not in "aeiouyh" and c!=o[-1:]: o+=c
    return ("a" if o[:1] in "aeiouy" else o[:1])+o[1:]
def keys(f):
    if len(f)<3: return ()
    return (int.from_bytes(hashlib.blake2b(sk(f).encode(),digest_size=8).digest(),"little"),)
def costs(l,r):
    return np.array([ (700*Levenshtein.distance(a,b)+800 if a!=b else 0) for a,b in zip(l,r)],np.int32)
