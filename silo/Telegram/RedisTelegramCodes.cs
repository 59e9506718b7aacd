using System.Globalization;
using Crm.Actors.Grains.Telegram;
using Crm.Actors.Silo.Sessions;
using StackExchange.Redis;

namespace Crm.Actors.Silo.Telegram;

/// <summary>Codes in Redis; see <see cref="TelegramScripts"/> for the keys.</summary>
internal sealed class RedisTelegramCodes(RedisConnection redis) : ITelegramCodes
{
    private const string Prefix = "auth:telegram:";

    /// <summary>What scripts put before the keys that they make; before those that they are given it is put anyway.</summary>
    private readonly RedisValue _derived = redis.KeyPrefix + Prefix;

    /// <inheritdoc/>
    public Task IssueAsync(IssuedCode code, DateTimeOffset now) => KeepAsync(TelegramScripts.Issue, code, now);

    /// <inheritdoc/>
    public async Task<TakeResult> TakeAsync(CodeGuess guess)
    {
        var result = await redis.RunAsync(database => database.ScriptEvaluateAsync(
            TelegramScripts.Take,
            [CodeKey(guess.Hash), $"{Prefix}wrong:{guess.CallerId:N}", $"{Prefix}wrong:all"],
            [_derived, Milliseconds(guess.Now), (long)ITelegramCodes.Window.TotalMilliseconds, ITelegramCodes.MaxWrongPerCaller, ITelegramCodes.MaxWrong]));
        return (string?)result[0] switch
        {
            "taken" => TakeResult.Taken(new IssuedCode(
                guess.Hash, Guid.ParseExact((string)result[1]!, "N"), DateTimeOffset.FromUnixTimeMilliseconds((long)result[2]))),
            "limited" => TakeResult.Limited(TimeSpan.FromMilliseconds((long)result[2])),
            _ => TakeResult.Wrong,
        };
    }

    /// <inheritdoc/>
    public Task ReturnAsync(IssuedCode code, DateTimeOffset now) =>
        code.ExpiresAt > now ? KeepAsync(TelegramScripts.Return, code, now) : Task.CompletedTask;

    /// <inheritdoc/>
    public Task VoidAsync(Guid userId) =>
        redis.RunAsync(database => database.ScriptEvaluateAsync(TelegramScripts.Void, [UserKey(userId)], [_derived]));

    private Task<RedisResult> KeepAsync(string script, IssuedCode code, DateTimeOffset now) => redis.RunAsync(database => database.ScriptEvaluateAsync(
        script,
        [CodeKey(code.Hash), UserKey(code.UserId)],
        [_derived, code.Hash.Hex, code.UserId.ToString("N"), Milliseconds(code.ExpiresAt), Math.Max(1, (long)(code.ExpiresAt - now).TotalMilliseconds)]));

    private static RedisKey CodeKey(LinkCodeHash code) => $"{Prefix}code:{code.Hex}";

    private static RedisKey UserKey(Guid user) => $"{Prefix}user:{user:N}";

    private static RedisValue Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
