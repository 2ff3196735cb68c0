def nicknames(form): return ()
