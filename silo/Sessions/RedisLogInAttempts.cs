using Crm.Actors.Grains.Auth;
using StackExchange.Redis;

namespace Crm.Actors.Silo.Sessions;

/// <summary>Failed attempts in Redis; see <see cref="AttemptScripts"/> for the keys.</summary>
internal sealed class RedisLogInAttempts(RedisConnection redis, AttemptOptions options) : ILogInAttempts
{
    private const string Prefix = "limits:login:";

    /// <inheritdoc/>
    public async Task<AttemptVerdict> BeginAsync(AttemptSource source)
    {
        var answer = await redis.RunAsync(database => database.ScriptEvaluateAsync(
            AttemptScripts.Begin,
            KeysOf(source),
            [
                AttemptRules.FreeFailures, Microseconds(AttemptRules.FirstWait), Microseconds(AttemptRules.LongestWait), Milliseconds(AttemptRules.Memory),
                Interval(options.PerAccount), Capacity(options.PerAccount), Interval(options.PerNetwork), Capacity(options.PerNetwork),
            ]));
        return new AttemptVerdict(TimeSpan.FromMicroseconds((long)answer[0]), (long)answer[1] == 1);
    }

    /// <inheritdoc/>
    public Task SucceedAsync(AttemptSource source) => EndAsync(source, isSuccess: true);

    /// <inheritdoc/>
    public Task AbandonAsync(AttemptSource source) => EndAsync(source, isSuccess: false);

    private Task<RedisResult> EndAsync(AttemptSource source, bool isSuccess) => redis.RunAsync(database => database.ScriptEvaluateAsync(
        AttemptScripts.End,
        KeysOf(source),
        [isSuccess ? 1 : 0, AttemptRules.FreeFailures, Milliseconds(AttemptRules.Trust), Interval(options.PerAccount), Interval(options.PerNetwork)]));

    private static RedisKey[] KeysOf(AttemptSource source) =>
    [
        $"{Prefix}pair:{source.Account}:{source.Network}", $"{Prefix}known:{source.Account}:{source.Network}",
        $"{Prefix}account:{source.Account}", $"{Prefix}network:{source.Network}",
    ];

    private static RedisValue Interval(FailureBudget? budget) => budget is null ? 0 : Microseconds(budget.Interval);

    private static RedisValue Capacity(FailureBudget? budget) => budget is null ? 0 : Microseconds(budget.Interval * budget.Burst);

    private static RedisValue Microseconds(TimeSpan time) => (long)time.TotalMicroseconds;

    private static RedisValue Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;
}
