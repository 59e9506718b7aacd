using Crm.Actors.UnitTests.Kernel.Model;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Kernel;

public sealed class AggregateWriterPropertyTests(ITestOutputHelper output)
{
    private const int Histories = 1500;
    private const int OperationsPerHistory = 120;

    [Fact]
    public void Histories_WithFaultsAndDuplicateActivations_LoseNothingRepeatNothingAndAlwaysAnswer()
    {
        var accepted = 0;
        for (var seed = 1; seed <= Histories; seed++)
        {
            var history = new WriterHistory(seed);
            try
            {
                history.Run(OperationsPerHistory);
            }
            catch (Exception failure)
            {
                throw new ShouldAssertException($"Seed {seed}: {failure.Message}", failure);
            }

            accepted += history.Accepted;
        }

        output.WriteLine($"{Histories} histories of {OperationsPerHistory} operations, {accepted} commands accepted");
        accepted.ShouldBeGreaterThan(Histories * OperationsPerHistory / 10);
    }
}
