"""The command line, tried as a user does: real files, a real sandbox over a real socket."""
