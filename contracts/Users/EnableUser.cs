using Crm.Actors.Contracts.Auth;

namespace Crm.Actors.Contracts.Users;

/// <summary>Lets a disabled user log in again. For administrators.</summary>
[GenerateSerializer, Immutable, Alias("crm.EnableUser")]
public sealed record EnableUser([property: Id(0)] CommandContext Context, [property: Id(1)] Origin Origin);
