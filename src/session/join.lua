-- Seats a player: nickname, place on the board and the event are there together or not at all.
-- KEYS: session players nicknames board tallies outbox joins
-- ARGV: sessionId playerId nickname(JSON) foldedNickname joinsPerSecond
-- Returns joined | missing | ended | locked | taken | full | rate
local s = redis.call('HMGET', KEYS[1], 'status', 'locked', 'maxPlayers', 'lateJoin', 'createdAt', 'mode')
if not s[1] then return 'missing' end
if s[1] == 'ended' then return 'ended' end
if s[2] == '1' then return 'locked' end
if s[4] == '0' and s[6] == 'live' and s[1] ~= 'lobby' then return 'locked' end
if redis.call('HEXISTS', KEYS[3], ARGV[4]) == 1 then return 'taken' end
if s[3] and redis.call('ZCARD', KEYS[4]) >= tonumber(s[3]) then return 'full' end
local now = redisNow()
local joins = redis.call('INCR', KEYS[7])
if joins == 1 then redis.call('PEXPIRE', KEYS[7], 1000) end
if joins > tonumber(ARGV[5]) then return 'rate' end

local player = ARGV[2]
redis.call('HSET', KEYS[2], player, ARGV[3])
redis.call('HSET', KEYS[3], ARGV[4], player)
redis.call('HSET', KEYS[5], player, '0 0 0')
redis.call('ZADD', KEYS[4], string.format('%.0f', boardScore(0, now - tonumber(s[5]))), player)
redis.call('HINCRBY', KEYS[1], 'changes', 1)
redis.call('XADD', KEYS[6], '*', 's', '{"v":1,"type":"player-joined","id":"' .. ARGV[1] .. ':joined:' .. player ..
  '","at":' .. string.format('%.0f', now) .. ',"sessionId":"' .. ARGV[1] .. '","playerId":"' .. player ..
  '","nickname":' .. ARGV[3] .. '}')
return 'joined'
