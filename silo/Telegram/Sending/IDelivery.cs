using Crm.Actors.Grains.Telegram.Outgoing;

namespace Crm.Actors.Silo.Telegram.Sending;

/// <summary>How the source of a message hears of its end.</summary>
internal interface IDelivery
{
    /// <summary>False when somebody else has the message by now; then nothing is to be done with it here.</summary>
    bool IsOurs { get; }

    /// <summary>It was sent, or is not to be.</summary>
    Task DoneAsync();

    /// <summary>It is given up. Never fails.</summary>
    /// <returns>Whether it is kept elsewhere: as a dead letter, or in its queue again. If not, it is to be tried again.</returns>
    Task<bool> GiveUpAsync(GivenUp why);
}

/// <summary>Why a message is given up.</summary>
/// <param name="Reason">One word.</param>
/// <param name="FirstError">What went wrong the first time.</param>
/// <param name="LastError">What went wrong the last time.</param>
/// <param name="Attempts">Tries, 1 or more.</param>
internal sealed record GivenUp(string Reason, string FirstError, string LastError, int Attempts);

/// <summary>A message that waits to be sent.</summary>
internal sealed record PendingMessage(OutgoingTelegram Message, IDelivery Delivery);
