namespace Crm.Actors.Grains.Telegram;

/// <summary>The one place of a cluster where codes are kept in memory; the key is 0. Only silos call it.</summary>
[Alias("crm.ITelegramCodesGrain")]
public interface ITelegramCodesGrain : IGrainWithIntegerKey
{
    [Alias("Issue")]
    Task Issue(IssuedCode code, DateTimeOffset now);

    [Alias("Take")]
    Task<TakeResult> Take(CodeGuess guess);

    [Alias("Return")]
    Task Return(IssuedCode code, DateTimeOffset now);

    [Alias("Void")]
    Task Void(Guid userId);
}
