namespace Crm.Actors.Grains.Telegram.Outgoing;

/// <summary>The sender of this silo, for messages that are in no broker's queue.</summary>
public interface IOutgoingSink
{
    /// <summary>Takes a message into memory; it ends with the process.</summary>
    void Take(OutgoingTelegram message);
}
