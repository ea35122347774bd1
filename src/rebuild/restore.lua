-- Puts what reached MongoDB after a rebuild had read it into the rebuilt session: the player's seat, and answers that it lacks.
-- A second run with the same changes nothing. KEYS end with the answers hash of each question of the quiz.
-- ARGV: sessionId leaseKey playerId nickname(JSON, empty when not known) foldedNickname kicked(1|0) joinedAt(ms), then for each answer
--   question(from 1) questionId record points right(1|0) scored(1|0) number(in the session, from 0) streak at(ms), the oldest first
-- Returns restored, kept (nothing was lacking), or later while the session is being rebuilt.
local sessionId, player, nickname, folded = ARGV[1], ARGV[3], ARGV[4], ARGV[5]
local s = redis.call('HMGET', K.session, F.mode, F.rebuiltAt, F.createdAt, F.index)
if not s[1] then return redis.call('EXISTS', ARGV[2]) == 1 and 'later' or 'kept' end
-- A session that lacks a part is rebuilt, from what MongoDB has by now.
if not s[2] or isLost() then return 'kept' end
local live, createdAt, index = s[1] == 'live', tonumber(s[3]), tonumber(s[4])
local now = redisNow()
local seated = redis.call('HEXISTS', K.tallies, player) == 1

if ARGV[6] == '1' then
  if not seated then return 'kept' end
  unseat(sessionId, player, redis.call('HGET', K.players, player), folded, now)
  return 'restored'
end
local changed = false
if not seated then
  -- An answer can arrive before its player's join, which then brings the answer along.
  if nickname == '' or redis.call('HEXISTS', K.kicked, player) == 1 then return 'kept' end
  if redis.call('HEXISTS', K.nicknames, folded) == 1 then folded = '' end
  seat(s[1], player, nickname, folded, whole(boardScore(0, ARGV[7] - createdAt)), NEW_TALLY)
  changed = true
end

-- Adds an answer to a board and its tallies.
local function add(board, tallies, points, right, scored, number, streak, at)
  local streakNow, correct, answered, last = parseTally(redis.call('HGET', tallies, player))
  -- In a self-paced session the order of questions says nothing. The answers that Redis has came later than those that it lacks.
  if scored and (live and number > tonumber(last) or not live and answered == '0') then streakNow, last = streak, number end
  redis.call('HSET', tallies, player, tallyText(streakNow, correct + (right and 1 or 0), answered + 1, last))
  if points == 0 then return end
  local before = tonumber(redis.call('ZSCORE', board, player))
  local since = math.max(at - createdAt, boardSince(before))
  redis.call('ZINCRBY', board, whole(boardScore(boardPoints(before) + points, since) - before), player)
end

for i = 8, #ARGV, 9 do
  local key = KEYS[FIXED_KEYS + tonumber(ARGV[i])]
  if redis.call('HSETNX', key, player, ARGV[i + 2]) == 1 then
    local points, right, scored = tonumber(ARGV[i + 3]), ARGV[i + 4] == '1', ARGV[i + 5] == '1'
    local number, streak, at = tonumber(ARGV[i + 6]), ARGV[i + 7], tonumber(ARGV[i + 8])
    add(K.board, K.tallies, points, right, scored, number, streak, at)
    -- The board that is shown while a question is open counts the questions before it.
    if live and number < index then add(K.previous, K.previousTallies, points, right, scored, number, streak, at) end
    redis.call('HINCRBY', K.session, recordsField(ARGV[i + 1]), 1)
    redis.call('HINCRBY', K.session, F.answers, 1)
    redis.call('SREM', K.waiting, player)
    changed = true
  end
end
if not changed then return 'kept' end
redis.call('HINCRBY', K.session, F.changes, 1)
-- Keys that were created after the end must not live longer than the others.
local ttl = redis.call('PTTL', K.session)
if ttl > 0 then
  for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, ttl) end
end
closeIfAllAnswered(sessionId, now)
return 'restored'
