using System.Text.Json;

namespace Crm.Actors.FakeTelegram.Sent;

/// <summary>A request of the bot.</summary>
/// <param name="Number">From 1, in the order of arrival.</param>
/// <param name="Method">Such as <c>sendMessage</c>.</param>
/// <param name="ChatId">The chat that it is about; 0 for none.</param>
/// <param name="Text">The text in it, or an empty one.</param>
/// <param name="At">When it arrived, since the server's start.</param>
/// <param name="Body">All of it, but for that of the webhook, which has a secret.</param>
public sealed record LedgerEntry(long Number, string Method, long ChatId, string Text, TimeSpan At, JsonElement Body)
{
    /// <summary>Whether what it asked for was done, whatever it was answered.</summary>
    public bool IsDone { get; init; }

    /// <summary>The status code of the answer; 0 when there was none.</summary>
    public int Status { get; init; }

    /// <summary>The message that it made or changed; 0 for none.</summary>
    public int MessageId { get; init; }
}
