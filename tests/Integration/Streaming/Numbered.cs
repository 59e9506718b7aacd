namespace Crm.Actors.IntegrationTests.Streaming;

/// <summary>An event of a stream that counts.</summary>
[GenerateSerializer, Immutable, Alias("test.Numbered")]
public sealed record Numbered([property: Id(0)] int Number);
