"""What the owner can do, one public class a file."""
