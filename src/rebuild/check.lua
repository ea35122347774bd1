-- Whether a session is there. KEYS end with the answers hash of each question; ARGV: their ids.
-- Returns whole, broken (a part is missing), or gone.
if redis.call('EXISTS', K.session) == 0 then return 'gone' end
if isLost() then return 'broken' end
if redis.call('HEXISTS', K.session, F.seats) == 0 then return 'whole' end
for place, questionId in ipairs(ARGV) do
  if lacksRecords(KEYS[FIXED_KEYS + place], redis.call('HGET', K.session, recordsField(questionId))) then return 'broken' end
end
return 'whole'
