namespace Crm.Actors.FakeTelegram.Methods;

/// <summary>What can happen to a request instead of an answer.</summary>
public enum Fault
{
    /// <summary>Nothing: it is served.</summary>
    None,

    /// <summary>429 with <c>retry_after</c>; nothing is done.</summary>
    TooManyRequests,

    /// <summary>500; nothing is done.</summary>
    ServerError,

    /// <summary>No answer, and nothing is done.</summary>
    Silence,

    /// <summary>It is done, and the connection ends without an answer.</summary>
    DropAfterAccept,

    /// <summary>403, as from a person who has blocked the bot.</summary>
    Blocked,

    /// <summary>400, as for a message that Telegram never takes.</summary>
    Refused,
}
