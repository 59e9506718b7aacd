namespace Crm.Actors.TestKit.Configuration;

/// <summary>One variable of <c>env.example</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">What is written for it: its default, or empty.</param>
/// <param name="Comment">The comment above it or above the variables that it directly follows; empty when there is none. The heading of a block is none.</param>
public sealed record EnvVariable(string Name, string Value, string Comment);
