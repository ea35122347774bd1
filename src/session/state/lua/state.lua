-- Reads the state of a session at one instant: see read-state.lua.
-- ARGV: playerId (empty for a host); KEYS end with the answers hash of each question, for a player
-- Returns nil when the session, or a part of it, is not there.
if isLost() then return nil end
return readState(ARGV[1])
