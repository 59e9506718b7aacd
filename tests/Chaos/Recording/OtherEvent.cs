namespace Crm.Actors.Chaos.Recording;

/// <summary>An event of an aggregate that no check looks into, such as a user or a notification: only its place counts.</summary>
/// <param name="Type">Its type.</param>
public sealed record OtherEvent(string Type)
{
    /// <summary>Whether it is on the stream of deals.</summary>
    public bool IsOfDeals => Type.StartsWith("deal.", StringComparison.Ordinal);
}
