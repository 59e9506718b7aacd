using System.Collections.Immutable;

namespace Crm.Actors.Silo.Telegram.Sending;

/// <summary>The methods of the Bot API that the sender uses. None throws but for cancellation, and none waits and tries again by itself.</summary>
internal interface ITelegramApi
{
    /// <summary>Sends a message.</summary>
    Task<SendResult> SendAsync(long chatId, RenderedMessage message, CancellationToken cancellation);

    /// <summary>Changes a message. One that is so already is done.</summary>
    Task<SendResult> EditAsync(long chatId, int messageId, RenderedMessage message, CancellationToken cancellation);

    /// <summary>Shows a line to whoever pressed a button.</summary>
    Task<SendResult> AnswerPressAsync(string pressId, string text, CancellationToken cancellation);
}

/// <summary>A message as it is sent.</summary>
/// <param name="Text">1 to 4,096 UTF-16 code units of plain text.</param>
/// <param name="Buttons">Labels with their data, each in a row of its own.</param>
internal sealed record RenderedMessage(string Text, ImmutableArray<(string Label, string Data)> Buttons);
