namespace Crm.Actors.Gateway.Streams;

/// <summary>What a caller sees of an event.</summary>
public enum StreamSight
{
    /// <summary>Nothing, neither before nor after it.</summary>
    None = 0,

    /// <summary>The event.</summary>
    Sees = 1,

    /// <summary>Only that it took something out of the caller's sight.</summary>
    Left = 2,
}
