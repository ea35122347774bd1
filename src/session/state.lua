-- The state of a session, read at one instant: see read-state.lua.
-- ARGV: playerId (empty for a host); KEYS end with the answers hash of each question, for a player
return readState(ARGV[1])
