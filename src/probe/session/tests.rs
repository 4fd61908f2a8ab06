//! The account by itself; against the reflector on the simulated wire it is tried in `probe/sim_tests`.
