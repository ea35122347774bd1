-- A page of the ranking as JSON, or nil when there is no such session.
-- ARGV: sessionId offset limit (limit 0: as many as the session's leaderboard shows)
local s = redis.call('HMGET', K.session, 'version', 'answers', 'size', 'changes', 'mode', 'status', 'pausedFrom')
if not s[4] then return nil end
local from = tonumber(ARGV[2])
local limit = tonumber(ARGV[3])
if limit == 0 then limit = tonumber(s[3]) end
local rows = standingRows(shownBoard(s[5], s[6], s[7]), from, from + limit - 1)
return leaderboardJson(ARGV[1], s[1] or 0, redisNow(), redis.call('ZCARD', K.board), s[2] or 0, rows)
