-- Seats a player: nickname, place on the board and the event are there together or not at all.
-- ARGV: sessionId playerId nickname(JSON) foldedNickname joinsPerSecond traceparent
-- Returns {outcome, state, leaderboard}: missing | ended | locked | taken | full | rate alone, joined with the state of the
-- session as read-state.lua returns it and the first page of its leaderboard, JSON.
local s = redis.call('HMGET', K.session, 'status', 'locked', 'maxPlayers', 'lateJoin', 'createdAt', 'mode')
if not s[1] then return { 'missing' } end
if s[1] == 'ended' then return { 'ended' } end
if s[2] == '1' then return { 'locked' } end
if s[4] == '0' and s[6] == 'live' and s[1] ~= 'lobby' then return { 'locked' } end
if redis.call('HEXISTS', K.nicknames, ARGV[4]) == 1 then return { 'taken' } end
local seated = redis.call('ZCARD', K.board)
if s[3] and seated >= tonumber(s[3]) then return { 'full' } end
local now = redisNow()
local joins = redis.call('INCR', K.joins)
if joins == 1 then redis.call('PEXPIRE', K.joins, 1000) end
if joins > tonumber(ARGV[5]) then return { 'rate' } end

local sessionId, player, nickname = ARGV[1], ARGV[2], ARGV[3]
local score = whole(boardScore(0, now - tonumber(s[5])))
redis.call('HSET', K.players, player, nickname)
redis.call('HSET', K.nicknames, ARGV[4], player)
redis.call('HSET', K.tallies, player, '0 0 0 -1')
redis.call('ZADD', K.board, score, player)
if s[6] == 'live' then
  -- In mid-question the board of before is the one that is shown.
  redis.call('ZADD', K.previous, score, player)
  redis.call('HSET', K.previousTallies, player, '0 0 0 -1')
end
redis.call('HINCRBY', K.session, 'changes', 1)
trace = ARGV[6]
leaveEvent('{"v":1,"type":"player-joined","id":"' .. sessionId .. ':joined:' .. player ..
  '","at":' .. whole(now) .. ',"sessionId":"' .. sessionId .. '","playerId":"' .. player ..
  '","nickname":' .. nickname .. '}')
redis.call('SPUBLISH', 'podium:{' .. sessionId .. '}:players-changed', '{"joined":{"playerId":"' .. player ..
  '","nickname":' .. nickname .. '},"count":' .. seated + 1 .. '}')
return { 'joined', readState(player), leaderboardPage(sessionId, 0, 0) }
