namespace Crm.Actors.Silo.Sessions;

/// <summary>
/// Failed attempts in Redis, by its own clock in microseconds. <c>limits:login:pair:{account}:{network}</c> is a hash of failures in a row, the end
/// of the wait, and whether it was told; <c>limits:login:known:...</c> says that the network is the owner's; <c>limits:login:account:...</c> and
/// <c>limits:login:network:...</c> are buckets, as the moment when they are full. All keys have a time to live.
/// </summary>
internal static class AttemptScripts
{
    /// <summary>
    /// KEYS: pair, known, account, network. ARGV: free failures, first wait, longest wait, milliseconds to remember, then interval and capacity of
    /// the account's bucket and of the network's (0 for none). Answers the wait, and whether it is the first that is told.
    /// </summary>
    public const string Begin = """
        local time = redis.call('TIME')
        local now = time[1] * 1000000 + time[2]
        local pair = redis.call('HMGET', KEYS[1], 'failures', 'until', 'told')
        local wait = tonumber(pair[2] or '0') - now
        local moved = {}
        local function ask(key, interval, capacity)
          if interval == 0 then return end
          local full = math.max(tonumber(redis.call('GET', key) or '0'), now) + interval
          wait = math.max(wait, full - now - capacity)
          moved[#moved + 1] = {key, full}
        end
        if redis.call('EXISTS', KEYS[2]) == 0 then ask(KEYS[3], tonumber(ARGV[5]), tonumber(ARGV[6])) end
        ask(KEYS[4], tonumber(ARGV[7]), tonumber(ARGV[8]))
        if wait > 0 then
          redis.call('HSET', KEYS[1], 'told', 1)
          redis.call('PEXPIRE', KEYS[1], ARGV[4])
          return {wait, pair[3] and 0 or 1}
        end
        for _, bucket in ipairs(moved) do
          redis.call('SET', bucket[1], string.format('%.0f', bucket[2]), 'PX', math.ceil((bucket[2] - now) / 1000))
        end
        local over = redis.call('HINCRBY', KEYS[1], 'failures', 1) - tonumber(ARGV[1])
        if over >= 0 then
          redis.call('HSET', KEYS[1], 'until', string.format('%.0f', now + math.min(tonumber(ARGV[2]) * 2 ^ math.min(over, 30), tonumber(ARGV[3]))))
        end
        redis.call('PEXPIRE', KEYS[1], ARGV[4])
        return {0, 0}
        """;

    /// <summary>KEYS: pair, known, account, network. ARGV: 1 for success, free failures, milliseconds to trust, intervals of the buckets (0 for none).</summary>
    public const string End = """
        local time = redis.call('TIME')
        local now = time[1] * 1000000 + time[2]
        local function give(key, interval)
          local full = tonumber(redis.call('GET', key) or '0') - interval
          if interval == 0 or full <= now then redis.call('DEL', key)
          else redis.call('SET', key, string.format('%.0f', full), 'PX', math.ceil((full - now) / 1000)) end
        end
        if redis.call('EXISTS', KEYS[2]) == 0 then give(KEYS[3], tonumber(ARGV[4])) end
        give(KEYS[4], tonumber(ARGV[5]))
        if ARGV[1] == '1' then
          redis.call('DEL', KEYS[1])
          redis.call('SET', KEYS[2], 1, 'PX', ARGV[3])
        elseif redis.call('EXISTS', KEYS[1]) == 1 then
          local failures = redis.call('HINCRBY', KEYS[1], 'failures', -1)
          if failures < tonumber(ARGV[2]) then redis.call('HDEL', KEYS[1], 'until') end
        end
        return 1
        """;
}
