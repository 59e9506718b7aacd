namespace Crm.Actors.Contracts;

/// <summary>The name of an event type on every channel, and the version of its data's shape. Neither is ever reused.</summary>
/// <param name="name">Such as <c>deal.updated</c>; also the CloudEvents type and the routing key.</param>
/// <param name="schemaVersion">From 1; older versions are upcast when read.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EventTypeAttribute(string name, short schemaVersion) : Attribute
{
    public string Name { get; } = name;

    public short SchemaVersion { get; } = schemaVersion;
}
