-- Reads the state of a session at one instant: see read-state.lua.
-- ARGV: playerId (empty for a host); KEYS can end with the answers hash of each question
-- Returns nil when the session, or a part of it, is not there. The answers of all players are looked at for a host, and after the
-- end; while the game goes on, a player's own answers and the next answer or reveal show that some are lost.
if isLost() then return nil end
if (ARGV[1] == '' or redis.call('HGET', K.session, F.status) == 'ended') and lacksAnswers() then return nil end
return readState(ARGV[1])
