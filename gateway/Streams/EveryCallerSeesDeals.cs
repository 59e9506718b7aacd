using Crm.Actors.Contracts;

namespace Crm.Actors.Gateway.Streams;

/// <summary>Every authenticated caller sees all deals; notifications are seen by the user that they are for.</summary>
public sealed class EveryCallerSeesDeals : IStreamAccess
{
    /// <inheritdoc/>
    public bool MaySee(Caller caller, EventFrame frame) => frame.Kind switch
    {
        EventKind.Deal => true,
        EventKind.Notification => frame.Attributes.User == caller.UserId,
        _ => false,
    };
}
