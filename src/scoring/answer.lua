-- Accepts the answers of one session that arrived together. Everything that an answer changes is changed here in one step: the
-- record, which makes the answer count only once, the tally, the board, and the event for Kafka in the outbox.
--
-- KEYS end with the answers hash of each question.
-- ARGV: sessionId graceMs instantMs outboxLimit streakSteps questionCount,
--       then for each question: questionId timeLimitMs weight scored(1|0) number before
--         (live: its number in the session from 0, and that of the scored question before it, -1 for none),
--       then one text with four lines for each answer: playerId question(from 1) fraction value(JSON)
-- Returns one text with seven lines for each answer: status points score rank streak outboxId event, or nil when the session is
--   not there. For `duplicate` the event's place holds the first answer's record. In a live session rank is 0, and score is 0
--   unless the answer gains points: its players get both with the reveal.
-- Answers and results are texts: a separate argument or reply for each value costs the client more than all of this costs Redis.
local sessionId = ARGV[1]
local questions = tonumber(ARGV[6])
local first = 7 + questions * 6

-- The counts of records follow the fields of the session.
local FIELDS = { F.mode, F.status, F.createdAt, F.questionId, F.openedAt, F.closesAt, F.maxPoints, F.timeWeight,
  F.streakBonus, F.shift, F.beatAt, F.seats, F.answers, F.changes }
local COUNTS = #FIELDS
for question = 1, questions do FIELDS[COUNTS + question] = recordsField(ARGV[1 + question * 6]) end
local s = redis.call('HMGET', K.session, unpack(FIELDS))
if not s[1] then return nil end
-- If the board lacks players, or an answers hash lacks records, the session is lost, and nothing can be added to it.
local seats = s[12]
if seats then
  if redis.call('ZCARD', K.board) < tonumber(seats) then return nil end
  for question = 1, questions do
    if lacksRecords(KEYS[FIXED_KEYS + question], s[COUNTS + question]) then return nil end
  end
end
local now = redisNow()
local gap = s[11] and now - s[11] or 0
if (gap > GAP_MS or gap < -BACK_MS) and heedClock(sessionId, now) then
  s = redis.call('HMGET', K.session, unpack(FIELDS))
end
local live = s[1] == 'live'
local accepting = s[2] == (live and 'question' or 'open')
local createdAt = tonumber(s[3])
local maxPoints, timeWeight, streakBonus = tonumber(s[7]), tonumber(s[8]), tonumber(s[9])
local shift = tonumber(s[10] or 0)

local grace, instant = tonumber(ARGV[2]), tonumber(ARGV[3])
local room = tonumber(ARGV[4]) - redis.call('XLEN', K.outbox)
local streakSteps = tonumber(ARGV[5])

local at = whole(eventTime(now, createdAt))
local reply = {}
local accepted = 0
-- The number of records of each question that was answered here, by the question's id.
local records = {}

local function result(status, points, score, rank, streak, outboxId, event)
  local n = #reply
  reply[n + 1], reply[n + 2], reply[n + 3], reply[n + 4] = status, points, score, rank
  reply[n + 5], reply[n + 6], reply[n + 7] = streak, outboxId, event
end

for player, place, fraction, value in string.gmatch(ARGV[first], '([^\n]*)\n([^\n]*)\n([^\n]*)\n([^\n]*)\n') do
  local question = tonumber(place)
  local q = 1 + question * 6
  local questionId = ARGV[q]
  local answersKey = KEYS[FIXED_KEYS + question]

  local tally = redis.call('HGET', K.tallies, player)
  local record = tally and redis.call('HGET', answersKey, player)
  if not tally then
    -- The tally can also be missing because the session has lost its tallies.
    if accepted == 0 and isLost() then return nil end
    result('forbidden', 0, 0, 0, 0, '', '')
  elseif record then
    local score, rank = 0, 0
    if not live then
      score = boardPoints(tonumber(redis.call('ZSCORE', K.board, player)))
      rank = redis.call('ZREVRANK', K.board, player) + 1
    end
    result('duplicate', 0, score, rank, 0, '', record)
  else
    local openedAt, closesAt
    if live then
      if questionId == s[4] then openedAt, closesAt = tonumber(s[5]), tonumber(s[6]) end
    else
      openedAt = redis.call('HGET', K.clock, player .. ':' .. questionId)
      openedAt = openedAt and openedAt + shift
      closesAt = openedAt and openedAt + tonumber(ARGV[q + 1])
    end
    if not accepting or not openedAt then
      result('closed', 0, 0, 0, 0, '', '')
    elseif now > closesAt + grace then
      result('late', 0, 0, 0, 0, '', '')
    elseif room <= 0 then
      result('busy', 0, 0, 0, 0, '', '')
    else
      -- The points need the same arithmetic in the same order as in classic-v1.ts; a test compares the two.
      local limit, weight, share = tonumber(ARGV[q + 1]), tonumber(ARGV[q + 2]), tonumber(fraction)
      -- The clock can have been set back since the opening.
      local elapsed = math.max(0, now - openedAt)
      local counted = elapsed
      if counted < instant then counted = 0 elseif counted > limit then counted = limit end
      local points = math.floor(weight * maxPoints * share * (1 - timeWeight * counted / limit) + 0.5)
      local streak, correct, answered, last = parseTally(tally)
      -- A player who has not answered the scored question before this one has no streak any more.
      if live and last ~= ARGV[q + 5] then streak = 0 end
      local right = share == 1
      if ARGV[q + 3] == '1' then
        last = ARGV[q + 4]
        streak = right and streak + 1 or 0
        if right then points = points + streakBonus * math.min(streak - 1, streakSteps) end
      else
        streak = tonumber(streak)
      end
      redis.call('HSET', K.tallies, player, tallyText(streak, right and correct + 1 or correct, answered + 1, last))

      local score, rank = 0, 0
      if points > 0 then
        local before = tonumber(redis.call('ZSCORE', K.board, player))
        score = boardPoints(before) + points
        -- A later gain never gets an earlier time, even when the clock was set back.
        local since = math.max(now - createdAt, boardSince(before))
        redis.call('ZINCRBY', K.board, whole(boardScore(score, since) - before), player)
      elseif not live then
        score = boardPoints(tonumber(redis.call('ZSCORE', K.board, player)))
      end
      if not live then rank = redis.call('ZREVRANK', K.board, player) + 1 end

      redis.call('HSET', answersKey, player, recordText(points, fraction, streak, elapsed, at, value))
      local event = '{"v":1,"id":"' .. sessionId .. ':' .. player .. ':' .. questionId .. '","at":' .. at ..
        ',"sessionId":"' .. sessionId .. '","playerId":"' .. player .. '","questionId":"' .. questionId ..
        '","value":' .. value .. ',"fraction":' .. fraction .. ',"correct":' .. (right and 'true' or 'false') ..
        ',"points":' .. points .. ',"elapsedMs":' .. elapsed .. ',"streak":' .. streak .. '}'
      local outboxId = redis.call('XADD', K.outbox, '*', E.answer, event)
      if live then redis.call('SREM', K.waiting, player) end
      room = room - 1
      accepted = accepted + 1
      records[questionId] = (records[questionId] or tonumber(s[COUNTS + question] or 0)) + 1
      result('accepted', points, score, rank, streak, outboxId, event)
    end
  end
end

if accepted > 0 then
  local counts = { F.answers, s[13] + accepted, F.changes, s[14] + accepted }
  if seats then
    for id, count in pairs(records) do
      counts[#counts + 1] = recordsField(id)
      counts[#counts + 1] = count
    end
  end
  redis.call('HSET', K.session, unpack(counts))
  if live then closeIfAllAnswered(sessionId, now) end
end
return table.concat(reply, '\n')
