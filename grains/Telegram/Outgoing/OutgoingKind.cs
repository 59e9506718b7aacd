namespace Crm.Actors.Grains.Telegram.Outgoing;

/// <summary>What is done in a chat.</summary>
[GenerateSerializer, Alias("crm.OutgoingKind")]
public enum OutgoingKind
{
    /// <summary>A message that nobody asked for: it is not sent to muted chats, and those that wait together become one message.</summary>
    Notification = 0,

    /// <summary>A message that answers the person.</summary>
    Reply = 1,

    /// <summary>A message of the bot gets another text and other buttons.</summary>
    Edit = 2,

    /// <summary>A line that is shown to whoever pressed a button. It is tried once: Telegram forgets presses within seconds.</summary>
    PressAnswer = 3,
}
