namespace Crm.Actors.Grains.Telegram;

/// <inheritdoc cref="ITelegramCodesGrain"/>
[KeepAlive]
public sealed class TelegramCodesGrain : Grain, ITelegramCodesGrain
{
    private readonly MemoryTelegramCodes _codes = new();

    public Task Issue(IssuedCode code, DateTimeOffset now) => _codes.IssueAsync(code, now);

    public Task<TakeResult> Take(CodeGuess guess) => _codes.TakeAsync(guess);

    public Task Return(IssuedCode code, DateTimeOffset now) => _codes.ReturnAsync(code, now);

    public Task Void(Guid userId) => _codes.VoidAsync(userId);
}
