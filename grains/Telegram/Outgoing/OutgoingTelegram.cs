using System.Collections.Immutable;

namespace Crm.Actors.Grains.Telegram.Outgoing;

/// <summary>What is to be done in a chat, once.</summary>
[GenerateSerializer, Immutable, Alias("crm.OutgoingTelegram")]
public sealed record OutgoingTelegram
{
    public const int MaxButtons = 20;

    /// <summary>Names it: what was sent under an id is not sent again. A notification's own id.</summary>
    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required OutgoingKind Kind { get; init; }

    /// <summary>Whose chat; null where <see cref="ChatId"/> is given.</summary>
    [Id(2)] public Guid? UserId { get; init; }

    /// <summary>The chat; null for the one that <see cref="UserId"/> has when it is sent, if any.</summary>
    [Id(3)] public long? ChatId { get; init; }

    /// <summary>1 character or more in each language, plain text; what is beyond 4,096 is cut off.</summary>
    [Id(4)] public required LocalText Text { get; init; }

    /// <summary>Up to <see cref="MaxButtons"/>.</summary>
    [Id(5)] public ImmutableArray<OutgoingButton> Buttons { get; init; } = [];

    /// <summary>The message that is edited; only with <see cref="OutgoingKind.Edit"/>.</summary>
    [Id(6)] public int? MessageId { get; init; }

    /// <summary>The press that is answered; only with <see cref="OutgoingKind.PressAnswer"/>.</summary>
    [Id(7)] public string? PressId { get; init; }

    /// <summary>Without text and chat: they are personal data.</summary>
    public override string ToString() => $"{Kind} {Id}";
}
