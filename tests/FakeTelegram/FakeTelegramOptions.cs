namespace Crm.Actors.FakeTelegram;

/// <summary>What a fake Bot API is told.</summary>
public sealed record FakeTelegramOptions
{
    /// <summary>Where it listens; port 0 for any free one.</summary>
    public string Url { get; init; } = "http://127.0.0.1:0";

    /// <summary>The only token that it knows: digits, a colon, and more.</summary>
    public string Token { get; init; } = "100200300:fake-token-for-tests-0123456789abcdef";

    /// <summary>Chooses among faults that come at random; the same seed, the same faults.</summary>
    public int Seed { get; init; } = 1;
}
